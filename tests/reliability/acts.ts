import type { UserActor } from "@/lib/actor";
import { storeUpload } from "@/lib/attachments/mutations/store-upload";
import { fromPlainText } from "@/lib/richtext/document";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { approveSolution } from "@/lib/tickets/mutations/approve-solution";
import { type Opening, openTicket } from "@/lib/tickets/mutations/open-ticket";
import { refuseSolution } from "@/lib/tickets/mutations/refuse-solution";
import { once } from "@/lib/tickets/once";

/** What an act needs, as it travels to another process. */
export interface Deed {
  actor: UserActor;
  number: number;
  /** Under which it is sent, however often. */
  key: string;
  text: string;
  files: string[];
  at: string;
  opening?: Opening;
}

export type ActName = keyof typeof ACTS;

const said = ({ number, key, text, files }: Deed) => ({ number, key, files, body: fromPlainText(text) });

/** The acts in which a person entrusts something to the portal, each as its server action does it. */
export const ACTS = {
  open: ({ actor, opening, at }: Deed) => {
    if (!opening) throw new Error("nothing to open");
    return openTicket(actor, opening, new Date(at));
  },
  reply: (deed: Deed) =>
    once(deed.actor, said(deed), (text) => addReply(deed.actor, text, new Date(deed.at))),
  refuse: (deed: Deed) =>
    once(deed.actor, said(deed), (text) => refuseSolution(deed.actor, text, new Date(deed.at))),
  approve: (deed: Deed) =>
    once(deed.actor, said(deed), (text) => approveSolution(deed.actor, text, new Date(deed.at))),
  upload: ({ actor, text, key, at }: Deed) => {
    const bytes = (async function* () {
      yield Buffer.from(text.repeat(2000));
    })();
    const upload = { place: key, fieldId: null, name: "carta.txt", bytes, limit: 1e6 };
    return storeUpload(actor, upload, new Date(at));
  },
};
