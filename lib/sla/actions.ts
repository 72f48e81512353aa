"use server";

import { action } from "../action";
import { changePolicy as change } from "./mutations/change-policy";
import { policyChange } from "./schema";

/** The administration changes what a service promises. */
export const changePolicy = action(policyChange, change);
