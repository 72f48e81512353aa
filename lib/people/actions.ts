"use server";

import { z } from "zod";
import { action } from "../action";
import { disableAccount as disable } from "./mutations/disable-account";
import { enableAccount as enable } from "./mutations/enable-account";

const accountRef = z.object({ userId: z.uuid() });

/** The administration closes an account; its sessions end at the next click, its tickets look for an attendant. */
export const disableAccount = action(accountRef, disable);
/** The administration opens it again. */
export const enableAccount = action(accountRef, enable);
