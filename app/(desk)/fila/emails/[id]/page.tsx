import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { IncomingMessage } from "@/components/incoming/incoming-message";
import { PublishedMessage } from "@/components/incoming/published-message";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { requireRole } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { findIncoming, findPublished } from "@/lib/incoming/queries";

export const metadata: Metadata = { title: "E-mail à espera" };

type Props = { params: Promise<{ id: string }> };

export default async function IncomingMessagePage({ params }: Props) {
  const actor = await requireRole("mail");
  const { id } = await params;
  const message = await findIncoming(actor, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  const ticket = message ? null : await findPublished(actor, id);
  if (ticket) return <PublishedMessage number={ticket.number} />;
  if (!message) notFound();
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-5">
      <div>
        <Breadcrumb
          crumbs={[{ label: "E-mails à espera", href: "/fila/emails" }, { label: message.subject }]}
        />
        <h1 className="mt-2 text-2xl font-bold break-words">{message.subject}</h1>
      </div>
      <IncomingMessage message={message} now={new Date()} />
    </div>
  );
}
