"use server";

import { action } from "../action";
import { removeMailbox as remove } from "./mutations/remove-mailbox";
import { saveMailbox as save } from "./mutations/save-mailbox";
import { mailboxRef, mailboxSchema } from "./schema";

/** The administration makes or changes an address of a department. */
export const saveMailbox = action(mailboxSchema, save);
/** It takes one out of use. */
export const removeMailbox = action(mailboxRef, remove);
