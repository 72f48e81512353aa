import type { LinkView } from "@/lib/links/view";

/** What the panel of a letter's link is given. */
export type LinkPanelProps = {
  view: LinkView;
  token: string;
  now: Date;
  onDone: (done: { title: string; text: string }) => void;
};
