import { bringFormToLife, bringPasswordToLife } from "./form";
import { bringShellToLife } from "./shell";

// All the script of the login page, bundled by itself (next.config.ts): nothing of React or of the framework is loaded.
bringShellToLife();
bringPasswordToLife();
bringFormToLife();
