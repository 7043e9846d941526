from evaluation.services.reporting import KIND, make_report
from jobs.registry import job

job(KIND)(make_report)
