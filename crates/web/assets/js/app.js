// What a page does beyond links and forms. Without this file every page still works.
import { startLive } from "./live.js";
import { startSlow } from "./slow.js";
import { startCopy } from "./copy.js";
import { startForms } from "./forms.js";
import { startKeys } from "./keys.js";
import { startMenus } from "./menu.js";
import { startPlan } from "./plan.js";
import { startToasts } from "./toasts.js";

startSlow();
startForms();
startCopy();
startMenus();
startPlan();
startToasts();
startKeys();
startLive();
