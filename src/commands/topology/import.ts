import * as Flags from '@oclif/core/flags';
import {BaseCommand} from '../../cli/base-command.js';
import {expectFiles} from '../../cli/declared-files.js';
import {fileFlag, newEnvFlag, orgFlag, outFlag} from '../../cli/flags.js';
import {importedFiles, writeImported} from '../../cli/imported-files.js';
import {importedView, importReport} from '../../cli/views/imported.js';
import {terminalStyle} from '../../cli/views/style.js';
import {importTopology} from '../../core/use-cases/import-topology.js';
import {tellText} from '../../cli/streams.js';
import {printableData} from '../../core/domain/printable.js';

export default class TopologyImport extends BaseCommand {
  static override summary = 'make a topology file of compose files and nginx configurations';
  static override description =
    'Reads hand-made compose files and nginx configurations, those of several machines too, and prints the topology that they describe. On stderr it says everything that it did not take over, every known mistake that it saw, and which secrets to set: their values are never written. An app that no recipe knows gets one, which --out writes beside the topology.';
  static override examples = [
    '<%= config.bin %> topology import -f compose.yaml -f nginx.conf > cluster.yaml',
    '<%= config.bin %> topology import -f master.yaml -f slave.yaml -f nginx.conf --env prod --out cluster.yaml',
    'cat nginx.conf | <%= config.bin %> topology import -f - --as nginx --json',
  ];
  static override flags = {
    file: fileFlag,
    as: Flags.option({
      options: ['compose', 'nginx'] as const,
      description: 'what the files are; otherwise found out',
      env: 'MUSTER_AS',
    })(),
    env: newEnvFlag,
    org: orgFlag,
    out: outFlag,
  };

  async run() {
    const {flags} = await this.parse(TopologyImport);
    const outcome = await importTopology(this.ports, {
      org: flags.org,
      env: flags.env,
      files: expectFiles(flags.file),
      kind: flags.as ?? null,
    });
    const files = await importedFiles(outcome, flags.out ?? null);
    if (flags.out !== undefined) await writeImported(flags.out, files);
    const {data, text} = files;
    if (this.format !== 'json')
      tellText(importReport(printableData(data), await terminalStyle(process.stderr, flags['no-color'])));
    return this.show(data, importedView(text));
  }
}
