// Loaded before the entry, in a dialect any Node reads: an old one could not even say why it fails.
const needed = [22, 18];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(
    `Moneytrail needs Node ${needed.join('.')} or newer, and this is ${process.versions.node}. ` +
      'On Linux and Windows npm brings one along (npm ci, then npm start); elsewhere install it.',
  );
  process.exit(1);
}
