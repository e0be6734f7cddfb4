// What a page does beyond links and forms. Without this file every page still works.
import { startLive } from "./live.js";
import { startForms } from "./forms.js";
import { startKeys } from "./keys.js";
import { startMenus } from "./menu.js";
import { startToasts } from "./toasts.js";

startForms();
startMenus();
startToasts();
startKeys();
startLive();
