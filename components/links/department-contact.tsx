import type { LinkView } from "@/lib/links/view";

/** How to reach the department, as its letters say it. */
export function DepartmentContact({ view }: { view: LinkView }) {
  const { lines, messages } = view.contact;
  if (lines.length === 0 && !messages) return null;
  return (
    <p className="text-sm text-soft">
      {[view.department, ...lines].join(" · ")}
      {messages && (
        <>
          {" · "}
          <a href={messages} className="link">
            Conversar por mensagem
          </a>
        </>
      )}
    </p>
  );
}
