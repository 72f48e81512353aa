import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ReceiptView } from "@/components/catalog/receipt";
import { requireActor } from "@/lib/auth";
import { formatNumber, parseNumber } from "@/lib/number";
import { findReceipt } from "@/lib/tickets/receipt";

type Props = { params: Promise<{ number: string }> };

const load = cache(async (text: string) => {
  const number = parseNumber(text);
  return number === null ? null : findReceipt(await requireActor(), number);
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const receipt = await load((await params).number);
  return { title: receipt ? `Comprovante ${formatNumber(receipt.number)}` : "Chamado não encontrado" };
}

export default async function ReceiptPage({ params }: Props) {
  const receipt = await load((await params).number);
  if (!receipt) notFound();
  return (
    <div className="page-narrow">
      <ReceiptView receipt={receipt} now={new Date()} />
    </div>
  );
}
