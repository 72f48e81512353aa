import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { type AddressInfo, connect } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SMTPServer } from "smtp-server";
import { freePort } from "@/db/embedded";

/** Where Dovecot is, or empty: then what needs it is left out, or fails where nothing may be. */
export const DOVECOT = process.env.DOVECOT ?? (fs.existsSync("/usr/sbin/dovecot") ? "/usr/sbin/dovecot" : "");

/** As root, Dovecot reads mail as somebody else. */
const OWNER = os.userInfo().uid === 0 ? 65_534 : os.userInfo().uid;

const USER = "portal@orgao.example";
const PASSWORD = "segredo-da-caixa";

/** A mail server of this test's own: it takes messages by SMTP, delivers them, and lets them be read by IMAP. */
export class MailServer {
  private dovecot: ChildProcess | null = null;
  private smtp: SMTPServer | null = null;
  private delivered = 0;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async open(): Promise<MailServer> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "guiche-mail-"));
    fs.chmodSync(folder, 0o755);
    const server = new MailServer(folder, await freePort());
    for (const place of ["mail", "mail/tmp", "mail/new", "mail/cur"]) {
      fs.mkdirSync(path.join(folder, place), { mode: 0o700 });
      own(path.join(folder, place));
    }
    await server.start();
    await server.listen();
    return server;
  }

  /** For the portal. */
  url(password = PASSWORD): string {
    return `imap://${encodeURIComponent(USER)}:${password}@127.0.0.1:${this.port}/INBOX`;
  }

  smtpUrl(): string {
    const address = this.smtp?.server.address() as AddressInfo;
    return `smtp://127.0.0.1:${address.port}`;
  }

  async start(): Promise<void> {
    const config = path.join(this.folder, "dovecot.conf");
    fs.writeFileSync(config, this.config());
    this.dovecot = spawn(DOVECOT, ["-F", "-c", config], { stdio: "ignore" });
    for (let tries = 0; tries < 100; tries += 1) {
      if (await answers(this.port)) return;
      await delay(50);
    }
    throw new Error(`Dovecot does not answer: ${this.log()}`);
  }

  async stop(): Promise<void> {
    const dovecot = this.dovecot;
    this.dovecot = null;
    if (!dovecot || dovecot.exitCode !== null) return;
    dovecot.kill("SIGTERM");
    await once(dovecot, "exit");
  }

  /** What is in the box, by how it was read. */
  count(): { fresh: number; read: number } {
    const names = ["new", "cur"].flatMap((part) => fs.readdirSync(path.join(this.box(), part)));
    const read = names.filter((name) => /:2,.*S/.test(name)).length;
    return { fresh: names.length - read, read };
  }

  /** Puts a message into the box, as whoever delivers mail there does. */
  deliver(raw: Uint8Array, to: string): void {
    const box = this.box();
    this.delivered += 1;
    const name = `${Math.floor(Date.now() / 1000)}.M${this.delivered}P${process.pid}.test`;
    const place = path.join(box, "tmp", name);
    fs.writeFileSync(place, Buffer.concat([Buffer.from(`Delivered-To: ${to}\n`), raw]));
    own(place);
    fs.renameSync(place, path.join(box, "new", name));
  }

  /** Makes the box anew with what is in it: numbers mean something else from now on. */
  async renumber(): Promise<void> {
    await this.stop();
    for (const name of fs.readdirSync(this.box()))
      if (name.startsWith("dovecot")) fs.rmSync(path.join(this.box(), name), { recursive: true });
    // The new validity is a moment in seconds.
    await delay(1_100);
    await this.start();
  }

  async close(): Promise<void> {
    await this.stop();
    await new Promise<void>((resolve) => (this.smtp ? this.smtp.close(() => resolve()) : resolve()));
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private box(): string {
    return path.join(this.folder, "mail");
  }

  private log(): string {
    const file = path.join(this.folder, "log");
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "it wrote nothing";
  }

  private async listen(): Promise<void> {
    const smtp = new SMTPServer({
      disabledCommands: ["AUTH", "STARTTLS"],
      closeTimeout: 200,
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => parts.push(part));
        stream.on("end", () => {
          for (const { address } of session.envelope.rcptTo) this.deliver(Buffer.concat(parts), address);
          done();
        });
      },
    });
    smtp.on("error", () => undefined);
    await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
    this.smtp = smtp;
  }

  private config(): string {
    const { uid, gid, username } = os.userInfo();
    const place = (name: string) => path.join(this.folder, name);
    // As root it wants people of its own for what faces the net.
    const people = uid === 0 ? "" : `default_internal_user = ${username}\ndefault_login_user = ${username}\n`;
    return `${people}base_dir = ${place("run")}
state_dir = ${place("run")}
log_path = ${place("log")}
protocols = imap
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
service imap-login {
  inet_listener imap {
    port = ${this.port}
  }
  inet_listener imaps {
    port = 0
  }
}
mail_location = maildir:${this.box()}
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${OWNER} gid=${uid === 0 ? OWNER : gid} home=${this.folder}
}
`;
  }
}

function own(place: string): void {
  if (os.userInfo().uid === 0) fs.chownSync(place, OWNER, OWNER);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("data", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
