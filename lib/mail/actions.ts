"use server";

import { action } from "../action";
import { sendAgain as send } from "./mutations/send-again";
import { unblockAddress as unblock } from "./mutations/unblock-address";
import { addressRef, letterRef } from "./schema";

/** The administration has a letter sent again that did not go out, or did not arrive. */
export const sendAgain = action(letterRef, send);
/** Mail may go to this address again. */
export const unblockAddress = action(addressRef, unblock);
