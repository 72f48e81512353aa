import type { LinkView } from "@/lib/links/view";

/** What is said once it is done. */
export interface LinkOutcome {
  title: string;
  text: string;
  /** Where the attendance can be rated next. */
  ratePath?: string | null;
}

/** What the panel of a letter's link is given. */
export type LinkPanelProps = {
  view: LinkView;
  token: string;
  now: Date;
  onDone: (done: LinkOutcome) => void;
};
