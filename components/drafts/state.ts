import type { Draft } from "@/lib/drafts/schema";

export type DraftStatus =
  | "idle"
  | "typing"
  | "saving"
  | "saved"
  /** The server cannot be reached; kept in this browser and tried again. */
  | "offline"
  /** The session ended; kept in this browser until the person is back. */
  | "login"
  /** Another tab or device saved something else. */
  | "conflict"
  /** Sent or thrown away elsewhere. */
  | "gone"
  /** Too long to be kept on the server. */
  | "refused";

export interface DraftState {
  /** Also the key of the form that is sent: sending twice makes one ticket. */
  id: string;
  status: DraftStatus;
  /** ISO moment of the last save. */
  savedAt: string | null;
  /** What the other tab saved. */
  conflict: Draft | null;
}
