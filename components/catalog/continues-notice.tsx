import { Button } from "@/components/ui/button";
import { CornerDownRight } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { formatNumber } from "@/lib/number";

type Props = { source: { number: number; title: string }; onDetach: () => void };

/** Says from which ended ticket the new one goes on. */
export function ContinuesNotice({ source, onDetach }: Props) {
  const number = formatNumber(source.number);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-line bg-surface-raised py-2 pr-2 pl-4">
      <CornerDownRight aria-hidden="true" className="size-5 shrink-0 text-soft" />
      <p className="min-w-48 grow">
        Continua o chamado{" "}
        <Link href={`/chamados/${number}`} className="link">
          {number}
        </Link>
        <span className="block text-sm text-soft">{source.title}</span>
      </p>
      <Button variant="quiet" size="small" onClick={onDetach}>
        Abrir sem ligação
      </Button>
    </div>
  );
}
