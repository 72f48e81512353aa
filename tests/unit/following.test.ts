import { expect, test } from "vitest";
import { addressToFollow } from "@/components/layout/following";

const HERE = { href: "https://atendimento.example.gov.br/chamados?status=novo#lista" };
const plain = {
  button: 0,
  defaultPrevented: false,
  metaKey: false,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
};

function link(href: string, { target = "", download = false } = {}) {
  return { href: new URL(href, HERE.href).href, target, hasAttribute: () => download };
}

test.each([
  ["/fila?aba=meus", "/fila?aba=meus"],
  ["/#servicos", "/#servicos"],
  ["/chamados?status=novo", "/chamados?status=novo"],
  ["/chamados", "/chamados"],
  ["#rodape", null],
  ["https://www.gov.br/", null],
  ["http://atendimento.example.gov.br/fila", null],
  ["mailto:a@example.gov.br", null],
  ["javascript:alert(1)", null],
])("a click on %s leads to %s", (href, expected) => {
  expect(addressToFollow(plain, link(href), HERE)).toBe(expected);
});

test.each([
  [{ ...plain, button: 1 }, link("/fila")],
  [{ ...plain, ctrlKey: true }, link("/fila")],
  [{ ...plain, metaKey: true }, link("/fila")],
  [{ ...plain, shiftKey: true }, link("/fila")],
  [{ ...plain, altKey: true }, link("/fila")],
  [{ ...plain, defaultPrevented: true }, link("/fila")],
  [plain, link("/fila", { target: "_blank" })],
  [plain, link("/fila", { download: true })],
  [plain, link("/api/attachments/0190")],
])("what is the browser's is left to it: %o", (click, anchor) => {
  expect(addressToFollow(click, anchor, HERE)).toBeNull();
});
