import { Link } from "@/components/ui/link";
import { Message } from "@/components/ui/message";
import { formatCount } from "@/lib/numbers";

/** That messages wait for the reader to decide, and the way to them. */
export function WaitingMail({ count }: { count: number }) {
  return (
    <Message
      tone="warning"
      title={`${formatCount(count)} ${count === 1 ? "e-mail espera" : "e-mails esperam"} por você`}
    >
      Não entraram sozinhos em um chamado.{" "}
      <Link href="/fila/emails" className="link">
        Conferir e decidir
      </Link>
    </Message>
  );
}
