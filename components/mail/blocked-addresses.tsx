import { Time } from "@/components/dates/time";
import { DataTable } from "@/components/ui/table";
import { unblockAddress } from "@/lib/mail/actions";
import { BLOCK_REASONS } from "@/lib/mail/labels";
import type { MailTroubles } from "@/lib/mail/queries";
import { Address } from "./address";
import { TroubleButton } from "./trouble-button";

/** Addresses to which nothing goes, and why. */
export function BlockedAddresses({ blocked, now }: { blocked: MailTroubles["blocked"]; now: Date }) {
  return (
    <section aria-labelledby="bloqueados" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id="bloqueados" className="text-lg font-bold">
        Endereços que não recebem
      </h2>
      {blocked.length === 0 ? (
        <p className="text-soft">
          Nenhum. Um endereço entra aqui quando as mensagens voltam ou alguém reclama.
        </p>
      ) : (
        <DataTable
          caption="Endereços que não recebem"
          rows={blocked}
          rowKey={({ address }) => address}
          columns={[
            {
              key: "address",
              header: "Endereço",
              primary: true,
              cell: ({ address }) => <Address of={address} />,
            },
            { key: "why", header: "Motivo", cell: ({ reason }) => BLOCK_REASONS[reason] },
            {
              key: "since",
              header: "Desde",
              cell: ({ since }) => <Time value={since} now={now} timeZone="America/Sao_Paulo" as="moment" />,
            },
            {
              key: "act",
              header: "Ação",
              cell: ({ address }) => (
                <TroubleButton
                  act={unblockAddress}
                  input={{ address }}
                  label="Voltar a enviar"
                  about={address}
                  done="O endereço volta a receber"
                />
              ),
            },
          ]}
        />
      )}
    </section>
  );
}
