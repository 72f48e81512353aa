import { Message } from "@/components/ui/message";
import type { LinkRefusal } from "./use-link-act";

/** Why it was not done: what is over is said calmly, for it may be its reader's own doing. */
export function Refused({ what, refusal }: { what: string; refusal: LinkRefusal | null }) {
  if (!refusal) return null;
  if (refusal.over) return <Message live="status" title={refusal.message} className="justify-self-stretch" />;
  return (
    <Message live="alert" tone="danger" title={what}>
      {refusal.message}
    </Message>
  );
}
