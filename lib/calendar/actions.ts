"use server";

import { action } from "../action";
import { assignCalendar as assign } from "./mutations/assign-calendar";
import { changeCalendar as change } from "./mutations/change-calendar";
import { createCalendar as create } from "./mutations/create-calendar";
import { deleteCalendar as remove } from "./mutations/delete-calendar";
import { calendarAssignment, calendarChange, calendarDeletion, newCalendar } from "./schema";

/** The administration makes a calendar with the days the law knows. */
export const createCalendar = action(newCalendar, create);
/** Changes its name, its week and its days. */
export const changeCalendar = action(calendarChange, change);
/** Takes away one by which nobody works. */
export const deleteCalendar = action(calendarDeletion, remove);
/** Makes a department work by it. */
export const assignCalendar = action(calendarAssignment, assign);
