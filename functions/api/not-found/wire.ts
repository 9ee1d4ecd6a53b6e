import { allowedOrigins } from '#shared/lambda/cors-headers.ts';

export const wire = () => ({ allowedOrigins: allowedOrigins() });
