"use client";

import { MessageInShell } from "@/components/layout/message-page";
import { noAccess } from "@/components/layout/no-access";

export default function Forbidden() {
  return <MessageInShell {...noAccess} />;
}
