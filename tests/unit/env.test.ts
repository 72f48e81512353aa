import { describe, expect, test } from "vitest";
import { parseEnv, variables, withoutFile } from "@/lib/env";

const complete = {
  DATABASE_URL: "postgres://guiche:secret@localhost:5432/guiche",
  APP_URL: "https://atendimento.example.gov.br/",
  NEXTAUTH_SECRET: "0123456789abcdef0123456789abcdef",
};

const bucket = {
  S3_ENDPOINT: "https://s3.example",
  S3_BUCKET: "anexos",
  S3_ACCESS_KEY_ID: "guiche",
  S3_SECRET_ACCESS_KEY: "secret",
};
const govbr = { GOVBR_CLIENT_ID: "guiche", GOVBR_CLIENT_SECRET: "s" };

describe("environment", () => {
  test("has defaults for what can have one", () => {
    expect(parseEnv(complete)).toMatchObject({
      APP_URL: "https://atendimento.example.gov.br",
      PORT: 3000,
      GUICHE_DEMO: false,
      STORAGE_DIR: ".data/files",
      LOG_LEVEL: "info",
    });
  });

  test.each([
    ["DATABASE_URL", { DATABASE_URL: undefined }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://localhost/guiche" }],
    ["APP_URL", { APP_URL: undefined }],
    ["APP_URL", { APP_URL: "atendimento.example.gov.br" }],
    ["APP_URL", { APP_URL: "https://example.gov.br/guiche" }],
    ["PORT", { PORT: "http" }],
    ["NEXTAUTH_SECRET", { NEXTAUTH_SECRET: "short" }],
    ["GOVBR_CLIENT_SECRET", { GOVBR_ISSUER: "https://sso.example", GOVBR_CLIENT_ID: "guiche" }],
    ["S3_SECRET_ACCESS_KEY", { ...bucket, S3_SECRET_ACCESS_KEY: "" }],
    ["S3_ENDPOINT", { ...bucket, S3_ENDPOINT: "s3.example" }],
    ["S3_BUCKET", { ...bucket, S3_BUCKET: "Anexos/2026" }],
    ["S3_PATH_STYLE", { ...bucket, S3_PATH_STYLE: "yes" }],
    ["GOVBR_ISSUER", { ...govbr, GOVBR_ISSUER: "http://localhost:4000" }],
    ["GOVBR_ISSUER", { ...govbr, GOVBR_ISSUER: "http://sso.example" }],
    ["GUICHE_DEMO", { GUICHE_DEMO: "1" }],
    ["CLAMAV_ADDRESS", { CLAMAV_ADDRESS: "localhost" }],
    ["CLAMAV_ADDRESS", { CLAMAV_ADDRESS: "localhost:99999" }],
    ["CLAMAV_ADDRESS", { CLAMAV_ADDRESS: "tcp://localhost:3310" }],
    ["INNGEST_SERVE_ORIGIN", { INNGEST_SERVE_ORIGIN: "portal:3000" }],
    ["INNGEST_SERVE_ORIGIN", { INNGEST_SERVE_ORIGIN: "http://portal:3000/api/inngest" }],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }],
  ])("names %s when it is wrong: %o", (name, change) => {
    expect(() => parseEnv({ ...complete, ...change })).toThrow(
      new RegExp(`^Configuração inválida:\n {2}${name}: `),
    );
  });

  test("takes a bucket, its parts together", () => {
    const settings = parseEnv({ ...complete, ...bucket, S3_PATH_STYLE: "0" });
    expect(settings).toMatchObject({ ...bucket, S3_REGION: "us-east-1", S3_PATH_STYLE: false });
    expect(parseEnv(complete)).toMatchObject({ S3_PATH_STYLE: true });
    expect(() => parseEnv({ ...complete, S3_BUCKET: "anexos" })).toThrow(
      /S3_ENDPOINT: falta: S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID e S3_SECRET_ACCESS_KEY são informadas juntas/,
    );
  });

  test("takes the demo on this machine only", () => {
    for (const address of ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"]) {
      expect(parseEnv({ ...complete, APP_URL: address, GUICHE_DEMO: "1" }).GUICHE_DEMO).toBe(true);
    }
  });

  test("takes where Inngest reaches the portal, if not where people do", () => {
    expect(parseEnv({ ...complete, INNGEST_SERVE_ORIGIN: "http://portal:3000/" })).toMatchObject({
      INNGEST_SERVE_ORIGIN: "http://portal:3000",
    });
    expect(parseEnv(complete).INNGEST_SERVE_ORIGIN).toBeUndefined();
  });

  test("takes a blank as absent", () => {
    const blank = {
      INNGEST_SERVE_ORIGIN: "",
      PORT: "",
      LOG_LEVEL: " ",
      GUICHE_DEMO: "",
      STORAGE_DIR: "",
      DATABASE_POOL_SIZE: "",
    };
    expect(parseEnv({ ...complete, ...blank })).toEqual(parseEnv(complete));
  });

  test("trims the gov.br settings and takes empty ones as absent", () => {
    const govbr = {
      GOVBR_ISSUER: " https://sso.example ",
      GOVBR_CLIENT_ID: "guiche\n",
      GOVBR_CLIENT_SECRET: " s ",
    };
    expect(parseEnv({ ...complete, ...govbr })).toMatchObject({
      GOVBR_ISSUER: "https://sso.example",
      GOVBR_CLIENT_ID: "guiche",
      GOVBR_CLIENT_SECRET: "s",
    });
    const empty = { GOVBR_ISSUER: "", GOVBR_CLIENT_ID: "", GOVBR_CLIENT_SECRET: "" };
    expect(parseEnv({ ...complete, ...empty }).GOVBR_ISSUER).toBeUndefined();
  });
});

test("settings of one's own leave nothing for a file to fill in, and change nothing", () => {
  const settled = withoutFile(complete);
  expect(Object.keys(settled)).toEqual(expect.arrayContaining(Object.keys(variables.shape)));
  expect(Object.values(settled).every((value) => typeof value === "string")).toBe(true);
  expect(parseEnv(settled)).toEqual(parseEnv(complete));
});
