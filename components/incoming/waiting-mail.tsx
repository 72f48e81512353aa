import { Link } from "@/components/ui/link";
import { Message } from "@/components/ui/message";
import { waitingInWords } from "@/lib/incoming/labels";

/** That messages wait for the reader to decide, and the way to them. */
export function WaitingMail({ count }: { count: number }) {
  const { title, text } = waitingInWords(count);
  return (
    <Message tone="warning" title={title}>
      {text}{" "}
      <Link href="/fila/emails" className="link">
        Conferir e decidir
      </Link>
    </Message>
  );
}
