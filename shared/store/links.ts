export { linkedCustomers } from '#shared/kernel/linked-customers.ts';
