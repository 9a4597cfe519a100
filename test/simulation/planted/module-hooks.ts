import type { RegisterHooksOptions } from 'node:module';
import { withToldSites } from '../world/told-sites.ts';
import type { PlantedBug } from './planted-bug.ts';

const root = new URL('../../../', import.meta.url);
const at = (path: string): string => new URL(path, root).href;
const code = at('lib/');
/** All code that calls the cloud. */
const callers = at('lib/aws/');

/** What the simulation puts in the place of modules of the product, by their addresses. */
const standIns: Readonly<Record<string, string>> = {
  // The one that waits for real time.
  [at('lib/aws/pause-with-jitter.ts')]: at('test/simulation/world/simulated-pause.ts'),
  [at('local/simulated/call-site.ts')]: at('test/simulation/world/told-call-site.ts'),
};
const codecs = at('test/simulation/world/simulated-codecs.ts');

/**
 * How modules are loaded for a simulation: with stand-ins for what costs time and decides nothing, with
 * calls of the cloud that tell where they stand, and with a bug, if there is one, put into the source of
 * its file.
 *
 * @throws Error when the place of the bug is not there exactly once.
 */
export function hooksFor(bug: PlantedBug | undefined): RegisterHooksOptions {
  const bugged = bug && at(bug.file);
  return {
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (resolved.url === 'node:zlib' && context.parentURL?.startsWith(code)) {
        return { url: codecs, format: 'module-typescript', shortCircuit: true };
      }
      const standIn = standIns[resolved.url];
      // The stand-in itself asks for the module it stands in for.
      return standIn && context.parentURL !== standIn ? { ...resolved, url: standIn } : resolved;
    },
    load(url, context, next) {
      const loaded = next(url, context);
      if (url !== bugged && !url.startsWith(callers)) return loaded;
      const source = String(loaded.source);
      const changed = bug && url === bugged ? withBug(source, bug) : source;
      return { ...loaded, source: withToldSites(changed, url.slice(root.href.length)) };
    },
  };
}

export function withBug(source: string, { name, file, find, replace }: PlantedBug): string {
  const places = source.split(find).length - 1;
  if (places !== 1) throw new Error(`${name}: found ${places} times in ${file}`);
  return source.replace(find, () => replace);
}
