from django.urls import URLPattern, path

from programmes.views import launch, launch_task, messages, pilot, received

LAUNCH = "manage/<slug:slug>/launch/"
MESSAGE = LAUNCH + "messages/<int:pk>/"
TASK = "launch-tasks/<int:pk>/"

launch_urls: list[URLPattern] = [
    path(LAUNCH, launch.launch, name="launch"),
    path(LAUNCH + "calendar.ics", launch.calendar, name="launch_calendar"),
    path(LAUNCH + "new/", launch.new_task, name="launch_task_new"),
    path(LAUNCH + "<int:pk>/", launch.tick, name="launch_tick"),
    path(LAUNCH + "<int:pk>/edit/", launch.edit_task, name="launch_task_edit"),
    path(LAUNCH + "<int:pk>/remove/", launch.remove, name="launch_task_remove"),
    path(LAUNCH + "messages/", messages.message_list, name="launch_messages"),
    path(LAUNCH + "messages/new/", messages.new_message, name="launch_message_new"),
    path(LAUNCH + "opens/", messages.opens, name="launch_opens"),
    path(MESSAGE, messages.message, name="launch_message"),
    path(MESSAGE + "move/", messages.move, name="launch_message_move"),
    path(MESSAGE + "customers/", messages.customers, name="launch_customers"),
    path(MESSAGE + "reach/", messages.reach, name="launch_reach"),
    path(LAUNCH + "pilot/", pilot.pilot, name="launch_pilot"),
    path(LAUNCH + "pilot/widen/", pilot.widen, name="launch_widen"),
    # For owners of tasks, who need not manage anything.
    path("launch-tasks/", launch_task.own_calendar, name="own_calendar"),
    path(TASK, launch_task.task, name="task"),
    path(TASK + "tick/", launch_task.tick, name="task_tick"),
    path(TASK + "files/<int:file>/", launch_task.download, name="task_file"),
    path(TASK + "files/<int:file>/remove/", launch_task.remove, name="task_file_remove"),
    path("calendar/<str:token>.ics", launch_task.calendar_feed, name="calendar_feed"),
    # For receivers of messages, who need not have an account.
    path("m/<str:token>.gif", received.opened, name="opened"),
    path("m/<str:token>/", received.understood, name="understood"),
]
