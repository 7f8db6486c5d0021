/**
 * Ends the process on a Node that cannot run this. Imported before all else: Debian's own Node is
 * too old for what the other tools say in their first lines.
 */
const [major, minor] = process.versions.node.split('.').map(Number);
const fits =
  (major === 20 && minor >= 19) ||
  (major === 22 && minor >= 13) ||
  (major === 24 && minor >= 11) ||
  major > 24;
if (!fits) {
  console.error(`Node ${process.versions.node} does not do: 20.19+, 22.13+ or 24.11+ is needed.`);
  process.exit(1);
}
