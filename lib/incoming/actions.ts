"use server";

import { action, openAction } from "../action";
import { dropMail as drop } from "./mutations/drop-mail";
import { openFromMail as open } from "./mutations/open-from-mail";
import { passMailOn as passOn } from "./mutations/pass-mail-on";
import { releaseMail as release } from "./mutations/release-mail";
import { restoreMail as restore } from "./mutations/restore-mail";
import { sendDemoMail as sendDemo } from "./mutations/send-demo-mail";
import { demoMailSchema, incomingRef, openFromSchema, passOnSchema, releaseSchema } from "./schema";

/** A message that waits is said on a ticket. */
export const releaseMail = action(releaseSchema, release);
/** A message that waits opens a ticket. */
export const openFromMail = action(openFromSchema, open);
/** A message that waits is put away. */
export const dropMail = action(incomingRef, drop);
/** A message that was put away waits again. */
export const restoreMail = action(incomingRef, restore);
/** A message of no department becomes one's. */
export const passMailOn = action(passOnSchema, passOn);
/** In the demo, a message comes in from its mailbox. */
export const sendDemoMail = openAction(demoMailSchema, sendDemo);
