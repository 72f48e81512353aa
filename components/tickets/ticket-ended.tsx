import { ButtonLink } from "@/components/ui/button";
import { CopyPlus } from "@/components/ui/icons";

/** Where a conversation is over: what can still follow. */
export function TicketEnded({ continueHref }: { continueHref: string }) {
  return (
    <div className="grid justify-items-start gap-3 rounded-md border border-line bg-surface-sunken p-4 sm:p-5 print:hidden">
      <div>
        <h2 className="text-lg font-bold">Este chamado está encerrado</h2>
        <p className="text-soft">
          Ele não recebe mais respostas. Se ainda precisar, abra outro a partir deste: os dois ficam ligados.
        </p>
      </div>
      <ButtonLink
        href={continueHref}
        variant="primary"
        icon={<CopyPlus aria-hidden="true" className="size-4.5" />}
      >
        Abrir novo chamado a partir deste
      </ButtonLink>
    </div>
  );
}
