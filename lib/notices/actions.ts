"use server";

import { action } from "../action";
import { chooseWays as choose } from "./mutations/choose-ways";
import { readAll } from "./mutations/read-all";
import { noPart, noticeWays } from "./schema";

/** How the person wants to be told. */
export const chooseWays = action(noticeWays, choose);
/** Everything they were told is known. */
export const markAllRead = action(noPart, readAll);
