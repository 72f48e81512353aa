"use client";

import { MessageInShell } from "@/components/layout/message-page";
import { missing } from "@/components/layout/missing";

export default function NotFound() {
  return <MessageInShell {...missing} />;
}
