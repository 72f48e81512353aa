import { Time } from "@/components/dates/time";
import { formatCount } from "@/lib/numbers";

/** Whether letters go out as they should. */
export function WaitingLetters({ count, since, now }: { count: number; since: Date | null; now: Date }) {
  if (count === 0 || !since) return <p className="mt-1 text-soft">Nenhuma mensagem espera para sair.</p>;
  return (
    <p className="mt-1 text-soft">
      {count === 1 ? "1 mensagem espera" : `${formatCount(count)} mensagens esperam`} para sair; a mais
      antiga, <Time value={since} now={now} timeZone="America/Sao_Paulo" />.
    </p>
  );
}
