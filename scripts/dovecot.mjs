import { spawnSync } from "node:child_process";
import fs from "node:fs";
import process from "node:process";
import { say } from "./steps.mjs";

const usual = ["/usr/sbin/dovecot", "/opt/homebrew/sbin/dovecot", "/usr/local/sbin/dovecot"];

/**
 * Path of a Dovecot, which the tests of incoming mail read from: an installed one, or Debian's. Empty where there is none:
 * those tests are then left out, and counted as such.
 */
export function ensureDovecot() {
  const found = () => usual.find(starts) ?? "";
  if (found() || process.getuid?.() !== 0 || !fs.existsSync("/etc/debian_version")) return found();
  say("Instalando o Dovecot para os testes de e-mail");
  // Installed, and not started: the tests run one of their own.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const options = { encoding: "utf8", env };
  spawnSync("apt-get", ["update", "-qq"], options);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "dovecot-imapd"], options);
  return found();
}

function starts(file) {
  return (
    fs.existsSync(file) && spawnSync(file, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0
  );
}
