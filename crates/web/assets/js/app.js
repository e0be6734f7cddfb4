// What a page does beyond links and forms. Without this file every page still works.
import { startAim } from "./aim.js";
import { startLive } from "./live.js";
import { startSlow } from "./slow.js";
import { startCopy } from "./copy.js";
import { startForms } from "./forms.js";
import { startGuesses } from "./guesses.js";
import { startKeys } from "./keys.js";
import { startMenus } from "./menu.js";
import { startPalette } from "./palette.js";
import { startPlan } from "./plan.js";
import { startToasts } from "./toasts.js";
import { startZone } from "./zone.js";

startSlow();
startGuesses();
startForms();
startCopy();
startMenus();
startPlan();
startToasts();
startPalette();
startKeys();
startLive();
startZone();
startAim();
