import path from "node:path";
import portal from "../../../next.config.ts";

const root = path.resolve(import.meta.dirname, "../../..");

export default { ...portal, turbopack: { root }, outputFileTracingRoot: root };
