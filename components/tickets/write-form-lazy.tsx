"use client";

import dynamic from "next/dynamic";
import { type ComponentProps, useEffect, useRef, useState } from "react";

const Form = dynamic(() => import("./write-form").then((module) => module.WriteForm), {
  ssr: false,
  loading: () => <Waiting />,
});

/** Whoever reads for so long has the form ready, wherever it is on the page. */
const READY_MS = 7_000;

/** Somebody wrote before: the next form is not waited for. */
let wanted = false;

/**
 * The form in which one writes, fetched when it comes into sight: who opens a ticket to read it, on a phone, has the page
 * before the editor.
 */
export function WriteForm(props: ComponentProps<typeof Form>) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(wanted);

  useEffect(() => {
    if (seen || !place.current) return;
    const fetch = () => {
      wanted = true;
      setSeen(true);
    };
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && fetch());
    observer.observe(place.current);
    const timer = setTimeout(fetch, READY_MS);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [seen]);

  if (seen) return <Form {...props} />;
  return (
    <div ref={place}>
      <Waiting />
    </div>
  );
}

function Waiting() {
  return (
    <p role="status" className="min-h-96 text-soft">
      Preparando o formulário…
    </p>
  );
}
