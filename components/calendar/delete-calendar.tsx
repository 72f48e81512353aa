"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { deleteCalendar } from "@/lib/calendar/actions";
import type { CalendarSheet } from "@/lib/calendar/queries";
import { calendarDeletion } from "@/lib/calendar/schema";

const LIST = "/admin/calendarios";

/** Takes a calendar away, once it is confirmed; says who works by it where that cannot be. */
export function DeleteCalendar({ calendar }: { calendar: CalendarSheet }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const { id, name, revision, departments } = calendar;
  return (
    <div className="border-t border-line pt-5">
      {departments.length > 0 ? (
        <p className="max-w-prose text-soft">
          Este calendário não pode ser excluído porque está em uso: {departments.join(", ")}. Para excluí-lo,
          troque antes o calendário de quem o usa, na{" "}
          <Link href={LIST} className="link">
            lista de calendários
          </Link>
          .
        </p>
      ) : (
        <Button onClick={() => setOpen(true)}>Excluir calendário</Button>
      )}
      {open && (
        <FormDialog
          title={`Excluir o calendário “${name}”?`}
          description="Os horários e os dias dele se perdem. Nenhum departamento trabalha por ele, e nenhum prazo muda."
          schema={calendarDeletion}
          defaultValues={{ id, revision }}
          // The version that the page shows by now: whoever was told of another one has seen it.
          send={async (_, owner) => {
            const answer = await deleteCalendar({ id, revision }, owner);
            if (answer.ok) router.replace(LIST);
            return answer;
          }}
          submit="Excluir"
          danger
          done="Calendário excluído"
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
