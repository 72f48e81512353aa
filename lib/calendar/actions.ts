"use server";

import { action } from "../action";
import { assignCalendar as assign } from "./mutations/assign-calendar";
import { changeCalendar as change } from "./mutations/change-calendar";
import { createCalendar as create } from "./mutations/create-calendar";
import { calendarAssignment, calendarChange, newCalendar } from "./schema";

/** The administration makes a calendar with the days the law knows. */
export const createCalendar = action(newCalendar, create);
/** Changes its name, its week and its days. */
export const changeCalendar = action(calendarChange, change);
/** Makes a department work by it. */
export const assignCalendar = action(calendarAssignment, assign);
