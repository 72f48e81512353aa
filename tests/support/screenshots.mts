import fs from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import sharp from "sharp";

// npm run screenshots          pictures of the running demo, for the README
// BASE=http://localhost:4000   where it runs
const base = process.env.BASE ?? "http://localhost:3000";
const folder = path.resolve("docs/screenshots");

const wide = { width: 1440, height: 960 };
const narrow = { width: 390, height: 844 };
const pictures = [
  { name: "inicio", cpf: "11122233396", path: "/", size: wide, theme: "light" },
  {
    name: "servico",
    cpf: "11122233396",
    path: "/servicos/siop-emendas-parlamentares?assunto=beneficiario",
    size: wide,
    theme: "light",
  },
  {
    name: "chamado",
    cpf: "11122233396",
    path: "/chamados?status=validar",
    follow: true,
    size: wide,
    theme: "light",
  },
  {
    name: "celular",
    cpf: "11122233396",
    path: "/chamados?status=validar",
    follow: true,
    size: narrow,
    theme: "light",
  },
  { name: "fila", cpf: "12131415168", path: "/fila?aba=todos", size: wide, theme: "dark" },
  { name: "avaliacoes", cpf: "16171819190", path: "/gestao/avaliacoes", size: wide, theme: "light" },
];

const browser = await chromium.launch({
  executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
fs.mkdirSync(folder, { recursive: true });
for (const picture of pictures) {
  const context = await browser.newContext({
    viewport: picture.size,
    locale: "pt-BR",
    timezoneId: "America/Sao_Paulo",
  });
  await context.addCookies([{ name: "tema", value: picture.theme, url: base }]);
  const page = await context.newPage();
  await page.goto(`${base}/entrar`);
  await page.getByLabel("CPF").fill(picture.cpf);
  await page.getByLabel("Senha", { exact: true }).fill("guiche-demo");
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/entrar"));
  await page.goto(base + picture.path);
  if (picture.follow) {
    await page
      .getByRole("table")
      .or(page.getByRole("list"))
      .getByRole("link", { name: / - / })
      .first()
      .click();
    await page.waitForURL(/\/chamados\/\d+/);
  }
  await page.waitForLoadState("networkidle");
  const shot = await page.screenshot();
  const file = path.join(folder, `${picture.name}.png`);
  await sharp(shot).png({ palette: true, quality: 85, effort: 10 }).toFile(file);
  process.stdout.write(`${picture.name} ${Math.round(fs.statSync(file).size / 1024)} KB\n`);
  await context.close();
}
await browser.close();
