import type { LinkView } from "@/lib/links/view";

/** What is said once it is done. */
export interface LinkOutcome {
  title: string;
  text: string;
  /** Where the attendance can be rated next. */
  ratePath?: string | null;
  /** How it was rated. */
  stars?: number;
}

/** What the panel of a letter's link is given. */
export type LinkPanelProps = {
  view: LinkView;
  token: string;
  /** Names the page in what the browser keeps of it; its token does not follow from it. */
  place: string;
  now: Date;
  onDone: (done: LinkOutcome) => void;
};

/** What is asked of who leaves with something not sent. */
export const UNSENT = {
  title: "Sair sem enviar?",
  text: "O que você escreveu ainda não foi enviado.",
  leave: "Sair sem enviar",
};
