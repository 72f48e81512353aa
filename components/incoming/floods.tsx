import Link from "next/link";
import { Message } from "@/components/ui/message";
import { incomingHref } from "@/lib/incoming/address";

/** How many messages were put away because too many waited, and where they are. */
export function Floods({ count }: { count: number }) {
  if (count === 0) return null;
  const many =
    count === 1
      ? "1 mensagem foi descartada sem conferência"
      : `${count} mensagens foram descartadas sem conferência`;
  return (
    <Message tone="warning" title={many}>
      <p>
        Já havia mensagens demais à espera. O que foi descartado fica em{" "}
        <Link href={incomingHref({ dropped: true, before: null })} className="link">
          Descartados
        </Link>{" "}
        por 30 dias, de onde pode ser trazido de volta.
      </p>
    </Message>
  );
}
