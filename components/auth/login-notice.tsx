import { Message } from "@/components/ui/message";
import type { LoginMessage } from "@/lib/accounts/labels";

/** Why somebody is not in. The script of the login page finds title and body by their marks. */
export function LoginNotice({ title, body }: LoginMessage) {
  return (
    <Message tone="danger" live="alert" title={<span data-title="">{title}</span>}>
      <span data-body="">{body}</span>
    </Message>
  );
}
