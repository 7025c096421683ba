import type {Service} from '../../core/domain/model.js';
import type {ServiceFinding} from '../../core/use-cases/check-services.js';
import {factLines, orDash} from './facts.js';
import type {View} from './output.js';
import {tableView} from './table.js';

export const servicesView = tableView<Service>({
  name: (service) => service.name,
  empty: 'There is no service yet. Add one: muster service add NAME --env ENV --kind mysql --url URL',
  columns: [
    {title: 'ENV', value: (service) => service.env},
    {title: 'NAME', value: (service) => service.name},
    {title: 'KIND', value: (service) => service.kind},
    {title: 'WHERE', value: where},
    {title: 'PASSWORD', value: (service) => (service.passwordSecret === null ? null : `secret ${service.passwordSecret}`)},
  ],
});

export const serviceView: View<Service> = {
  names: (service) => [service.name],
  text: (service, style) =>
    factLines(
      [
        ['name', service.name],
        ['org', service.org],
        ['env', service.env],
        ['kind', service.kind],
        ['where', orDash(where(service))],
        ['image', orDash(service.managed?.image ?? null)],
        ['password', service.passwordSecret === null ? '-' : `secret ${service.passwordSecret}`],
      ],
      style,
    ),
};

export const serviceFindingsView = tableView<ServiceFinding>({
  name: (finding) => finding.service,
  empty: 'There is no service to check.',
  columns: [
    {title: 'ENV', value: (finding) => finding.env},
    {title: 'SERVICE', value: (finding) => finding.service},
    {title: 'AT', value: (finding) => finding.at},
    {title: 'RESULT', value: (finding) => finding.result, tone: (finding) => (finding.result === 'pass' ? 'good' : 'bad')},
    {title: 'MESSAGE', value: (finding) => finding.message},
  ],
});

function where(service: Service): string | null {
  return service.managed ? `node ${service.managed.node}` : service.url;
}
