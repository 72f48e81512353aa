import { type Cursor, cursorText } from "../cursor";

/** The address of a page of the notices. */
export const noticesHref = (before: Cursor | null) =>
  before ? `/perfil/avisos?${new URLSearchParams({ antes: cursorText(before) })}` : "/perfil/avisos";

/** Where on such a page the person says how they want to be told: letters lead there. */
export const CHOICES_PLACE = "preferencias";
