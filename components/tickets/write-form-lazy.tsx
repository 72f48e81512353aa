"use client";

import dynamic from "next/dynamic";

/** The form in which one writes, fetched after the page: who only reads does not wait for it. */
export const WriteForm = dynamic(() => import("./write-form").then((module) => module.WriteForm), {
  ssr: false,
  loading: () => (
    <p role="status" className="min-h-96 text-soft">
      Preparando o formulário…
    </p>
  ),
});
