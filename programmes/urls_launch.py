from django.urls import URLPattern, path

from programmes.views import launch, messages, received

LAUNCH = "manage/<slug:slug>/launch/"
MESSAGE = LAUNCH + "messages/<int:pk>/"

launch_urls: list[URLPattern] = [
    path(LAUNCH, launch.launch, name="launch"),
    path(LAUNCH + "<int:pk>/", launch.tick, name="launch_tick"),
    path(LAUNCH + "messages/", messages.message_list, name="launch_messages"),
    path(LAUNCH + "messages/new/", messages.new_message, name="launch_message_new"),
    path(LAUNCH + "opens/", messages.opens, name="launch_opens"),
    path(MESSAGE, messages.message, name="launch_message"),
    path(MESSAGE + "move/", messages.move, name="launch_message_move"),
    path(MESSAGE + "customers/", messages.customers, name="launch_customers"),
    path(MESSAGE + "reach/", messages.reach, name="launch_reach"),
    path("m/<str:token>.gif", received.opened, name="opened"),
    path("m/<str:token>/", received.understood, name="understood"),
]
