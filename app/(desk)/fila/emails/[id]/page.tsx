import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { IncomingMessage } from "@/components/incoming/incoming-message";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { requireRole } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { findIncoming } from "@/lib/incoming/queries";

export const metadata: Metadata = { title: "E-mail à espera" };

type Props = { params: Promise<{ id: string }> };

export default async function IncomingMessagePage({ params }: Props) {
  const actor = await requireRole("mail");
  const message = await findIncoming(actor, (await params).id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
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
