import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Link } from "@/components/ui/link";
import { formatNumber } from "@/lib/number";

/** In the place of a message that is in its ticket by now: where it is. */
export function PublishedMessage({ number }: { number: number }) {
  const shown = formatNumber(number);
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-5">
      <div>
        <Breadcrumb
          crumbs={[{ label: "E-mails à espera", href: "/fila/emails" }, { label: "Já publicada" }]}
        />
        <h1 className="mt-2 text-2xl font-bold">Já publicada no chamado {shown}</h1>
      </div>
      <p>
        Não há mais o que decidir sobre esta mensagem.{" "}
        <Link href={`/chamados/${shown}`} className="link">
          Abrir o chamado {shown}
        </Link>
      </p>
    </div>
  );
}
