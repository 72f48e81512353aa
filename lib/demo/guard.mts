// Loaded first in every process the demo starts: when the demo itself is killed, they end too.
// Processes that those start load it as well, and are left alone.
if (process.ppid === Number(process.env.GUICHE_DEMO_PROCESS)) {
  process.on("disconnect", () => process.exit());
  process.channel?.unref();
}
