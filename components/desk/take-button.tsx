"use client";

import { useState, useTransition } from "react";
import { useLogin } from "@/components/auth/login-provider";
import { nothingWritten } from "@/components/forms/nothing-written";
import { useFreshPage } from "@/components/live/fresh-page";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { OFFER_LABELS } from "@/lib/desk/labels";
import type { Offer } from "@/lib/desk/rules";
import { formatNumber } from "@/lib/number";
import { handOver, startAnalysis, takeTicket } from "@/lib/tickets/actions";

type TakeButtonProps = { number: number; offer: Offer; userId: string };

/** Takes a ticket on from its row in the queue. */
export function TakeButton({ number, offer, userId }: TakeButtonProps) {
  const [busy, startTransition] = useTransition();
  const [taken, setTaken] = useState(false);
  const toast = useToast();
  const { relogin } = useLogin();
  const { refresh, refreshing } = useFreshPage();
  const name = formatNumber(number);

  function take() {
    startTransition(async () => {
      let result = await perform();
      if (!result.ok && result.error.code === "login" && (await relogin())) result = await perform();
      if (result.ok) {
        setTaken(true);
        refresh();
        const does = offer === "start_analysis" ? "está em análise com você" : "agora é seu";
        toast({ tone: "success", title: `O chamado ${name} ${does}`, body: "Está na aba “Meus”." });
        return;
      }
      const body = nothingWritten(result.error.message);
      toast({ tone: "danger", title: `O chamado ${name} não foi assumido`, body });
      if (result.error.code !== "unexpected" && result.error.code !== "login") refresh();
    });
  }

  function perform() {
    if (offer === "take") return takeTicket({ number }, userId);
    if (offer === "start_analysis") return startAnalysis({ number }, userId);
    return handOver({ number, assigneeId: userId, formerAssigneeId: null }, userId);
  }

  return (
    <Button size="small" busy={busy || (taken && refreshing)} onClick={take} data-row-act="">
      {OFFER_LABELS[offer]}
      <span className="sr-only"> o chamado {name}</span>
    </Button>
  );
}
